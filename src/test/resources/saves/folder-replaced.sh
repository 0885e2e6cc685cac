# Another folder takes the name.
#> deleted sub/deep/c.css, created sub/deep/d.css
setup() { mkdir -p ../next.$PPID/deep; echo x > ../next.$PPID/deep/d.css; }
save() { mv sub ../old.$PPID; mv ../next.$PPID sub; }
