# set backupcopy=no: asks whether the folder can be written, renames away, writes, deletes.
#> modified a.css
save() {
  : > 4913; rm 4913
  mv a.css a.css~
  echo 'a { color: red }' > a.css
  rm a.css~
}
