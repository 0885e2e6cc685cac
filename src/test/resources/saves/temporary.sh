save() { echo x > lock; rm lock; mkdir -p t/u; echo y > t/u/v; rm -rf t; }
