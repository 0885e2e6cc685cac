console.log("livereload");
