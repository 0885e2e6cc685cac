# rm -rf and build again: what is the same is no change.
#2> modified dist/1.css, deleted dist/gone.css, created dist/new/n.css
setup() { mkdir dist; for i in $(seq 100); do echo $i > dist/$i.css; done; echo x > dist/gone.css; }
save() {
  rm -rf dist; mkdir -p dist/new
  for i in $(seq 100); do echo $i > dist/$i.css; done
  echo one > dist/1.css; echo n > dist/new/n.css
}
