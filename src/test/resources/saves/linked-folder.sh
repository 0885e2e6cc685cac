# A change in the folder is one under the link as well.
#> modified link/c.css, modified sub/deep/c.css
setup() { ln -s sub/deep link; }
save() { echo 'c { color: red }' > sub/deep/c.css; }
