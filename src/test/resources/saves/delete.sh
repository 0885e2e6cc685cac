#> deleted a.css
save() { rm a.css; }
