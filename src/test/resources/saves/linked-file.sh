# A change of the file is one of each link to it.
#> modified a.css, modified sub/also.css, modified sub/link.css
setup() { ln -s ../a.css sub/link.css; ln -s link.css sub/also.css; }
save() { echo 'a { color: red }' > a.css; }
