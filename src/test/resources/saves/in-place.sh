# VS Code, nano: truncate and write.
#> modified a.css
save() { echo 'a { color: red }' > a.css; }
