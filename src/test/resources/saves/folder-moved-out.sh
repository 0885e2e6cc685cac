#> deleted sub/deep/c.css
save() { mv sub "$(mktemp -d)"; }
