#> modified a.css
save() { for i in $(seq 500); do echo "a$i { color: red }" >> a.css; done; }
