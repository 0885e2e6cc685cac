#> created bus/deep/c.css, deleted sub/deep/c.css
save() { mv sub bus; }
