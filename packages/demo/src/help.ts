export const HELP = `Factorizes images layer after layer and writes a page that shows what was found.

  npm run demo                          2,000 handwritten digits, which come with the project
  npm run demo -- faces FILE.mat        square images in the columns of X (such as CBCL.mat)

Options (after the --):
  --ranks 100,36,16        features of every layer, first layer first
  --iterations N           outer iterations at most
  --seed N                 decides every random choice
  --loss NAME              layer-centric, data-centric, global, trigeorgis
  --normalisation NAME     W-rows, W-columns, H-rows, H-columns or none, depending on the direction
  --backend NAME           native, wasm or js
  --out FOLDER             where index.html goes; out/digits or out/faces when absent
  --help                   this text
`
