#> modified a.css
save() { rm a.css; sleep 0.25; echo 'a { color: red }' > a.css; }
