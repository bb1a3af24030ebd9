// Results that contain themselves, in all ways at once, and a script that goes on.
import show;
ring = [1, 2];
ring.append(ring);
box = {name: "box", ring: ring};
box.self = box;
chain = null;
for (i in range(100000)) {
    chain = {next: chain, ring: ring};
}
result = {box: box, ring: ring, chain: chain};
show.table([box, box]);
while (true) {
    x = 1;
}
