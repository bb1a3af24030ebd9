throw {code: 3};
