#> modified a.css
save() { exec 3> a.css; sleep 0.3; echo 'a { color: red }' >&3; exec 3>&-; }
