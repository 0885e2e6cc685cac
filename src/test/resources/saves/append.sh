# A script that opens and closes the file for each line. Nobody can tell which line is the last, so
# the state after the first may be announced, and the last one is.
#2> modified a.css, modified b.css
save() {
  for i in $(seq 500); do echo "a$i { color: red }" >> a.css; done
  echo 'b { color: red }' > b.css
}
