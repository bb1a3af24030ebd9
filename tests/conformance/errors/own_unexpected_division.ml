a = [ 1, // comment: after a comma
      2  // FLOOR DIVISION
    ];
