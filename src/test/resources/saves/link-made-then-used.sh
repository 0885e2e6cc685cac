#> modified a.css, created link.css
save() { ln -s a.css link.css; echo 'a { color: red }' > a.css; }
