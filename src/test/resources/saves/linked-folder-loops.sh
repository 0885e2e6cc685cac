#> modified a.css, modified other/deep/c.css, modified sub/deep/c.css
setup() { ln -s .. sub/up; ln -s . self; ln -s ../other sub/other; ln -s sub other; }
save() { echo 'c { color: red }' > sub/deep/c.css; echo 'a { color: red }' > a.css; }
