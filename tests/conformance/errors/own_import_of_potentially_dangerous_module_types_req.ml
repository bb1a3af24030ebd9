import types;
