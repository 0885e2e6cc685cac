# 0 bytes for 300 ms.
#> modified a.css
save() { : > a.css; sleep 0.3; echo 'a { color: red }' > a.css; }
