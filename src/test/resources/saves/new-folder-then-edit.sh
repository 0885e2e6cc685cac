# Folders that were made while watching are watched.
#> created x/y/late.css
setup() { mkdir x; }
save() { mkdir x/y; echo 1 > x/y/late.css; }
