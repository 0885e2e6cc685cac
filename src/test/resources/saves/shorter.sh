#> modified index.html
save() { echo '<p>Hell' > index.html; }
