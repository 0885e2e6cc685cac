#> modified a.css, modified sub/link.css
setup() { ln -s ../a.css sub/link.css; }
save() { echo 'a { color: red }' > a.css.tmp; mv a.css.tmp a.css; }
