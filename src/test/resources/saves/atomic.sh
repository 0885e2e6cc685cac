# A temporary file, renamed over.
#> modified a.css
save() { echo 'a { color: red }' > a.css.tmp.1234; mv a.css.tmp.1234 a.css; }
