import os.path;
