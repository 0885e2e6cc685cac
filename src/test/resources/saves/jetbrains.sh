# "Safe write".
#> modified a.css
save() {
  echo 'a { color: red }' > a.css___jb_tmp___
  mv a.css a.css___jb_old___
  mv a.css___jb_tmp___ a.css
  rm a.css___jb_old___
}
