#> modified a.css
save() { echo 'a { color: red }' > .goutputstream-AB12CD; mv .goutputstream-AB12CD a.css; }
