# 20 MB in many writes: never half of it.
#> modified a.css
save() { head -c 20000000 /dev/zero > a.css; }
