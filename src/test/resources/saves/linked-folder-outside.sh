#2> modified link/e.css, created link/new/n.css
setup() { mkdir ../ext; echo x > ../ext/e.css; ln -s ../ext link; }
save() { echo 'e { color: red }' > ../ext/e.css; mkdir ../ext/new; echo n > ../ext/new/n.css; }
