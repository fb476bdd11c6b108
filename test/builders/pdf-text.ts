/** The content of an object of a PDF that is not compressed. */
function objectOf(pdf: string, number: string): string {
  const start = pdf.indexOf(`\n${number} 0 obj`);
  return pdf.slice(start, pdf.indexOf('\nendobj', start));
}

/** What the glyphs of a font stand for, by the map a reader of the file copies text with. */
function charactersOf(pdf: string, font: string): Map<string, string> {
  const map = /\/ToUnicode (\d+) 0 R/.exec(objectOf(pdf, font))?.[1] ?? '';
  const characters = new Map<string, string>();
  for (const [, from = '', list = ''] of objectOf(pdf, map).matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g))
    [...list.matchAll(/<([^>]*)>/g)].forEach(([, hex = ''], index) => {
      const units = (hex.match(/\w{4}/g) ?? []).map((unit) => parseInt(unit, 16));
      characters.set((parseInt(from, 16) + index).toString(16).padStart(4, '0'), String.fromCharCode(...units));
    });
  return characters;
}

/** The text of each page of a PDF written with `compress: false`, word by word as it was set, a blank between lines. */
export function pagesOf(bytes: Buffer): string[] {
  const pdf = bytes.toString('latin1');
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name = '', number = ''] of pdf.matchAll(/\/(F\d+) (\d+) 0 R/g))
    if (!fonts.has(name)) fonts.set(name, charactersOf(pdf, number));
  return [...pdf.matchAll(/\/Type \/Page\n[^]*?\/Contents (\d+) 0 R/g)].map(([, content = '']) => {
    let current = new Map<string, string>();
    const runs: string[] = [];
    for (const [, font, glyphs = ''] of objectOf(pdf, content).matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font !== undefined) current = fonts.get(font) ?? current;
      else
        runs.push(
          [...glyphs.matchAll(/<([\da-f]*)>/g)]
            .flatMap(([, hex = '']) => hex.match(/\w{4}/g) ?? [])
            .map((glyph) => current.get(glyph) ?? '\ufffd')
            .join(''),
        );
    }
    return runs.join(' ').replace(/\s+/g, ' ');
  });
}
