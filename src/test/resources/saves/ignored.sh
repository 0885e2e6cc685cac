setup() { mkdir node_modules .git; }
save() { echo x > node_modules/m.js; mkdir -p node_modules/p .idea/x; echo y > node_modules/p/q.js; echo z > .git/HEAD; echo w > .idea/x/y; }
