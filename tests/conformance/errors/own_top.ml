throw "top";
