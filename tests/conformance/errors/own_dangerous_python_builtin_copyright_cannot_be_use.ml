print(copyright, credits);
