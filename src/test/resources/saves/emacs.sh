# Lock link, auto-save file, backup that stays.
#> modified a.css
save() {
  ln -s me@host.1234 .#a.css
  echo 'a { color: red }' > '#a.css#'
  mv a.css a.css~
  echo 'a { color: red }' > a.css
  rm -f '#a.css#' .#a.css
}
