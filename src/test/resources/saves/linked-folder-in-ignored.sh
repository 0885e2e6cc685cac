# A package that is linked out of node_modules.
#> modified theme/t.css
setup() { mkdir -p node_modules/theme; echo x > node_modules/theme/t.css; ln -s node_modules/theme theme; }
save() { echo y > node_modules/theme/t.css; }
