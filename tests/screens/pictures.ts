import sharp from 'sharp';

const SOFA = (wall: string, cloth: string) => `
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" width="1280" height="960">
    <rect width="640" height="360" fill="${wall}"/><rect y="360" width="640" height="120" fill="#b98d63"/>
    <rect x="400" y="60" width="130" height="90" fill="#f4ead8"/><path d="M410 140l40-50 30 30 20-20 20 40z" fill="#7aa58a"/>
    <rect x="90" y="230" width="460" height="110" rx="30" fill="${cloth}"/>
    <rect x="60" y="290" width="520" height="90" rx="26" fill="${cloth}" stroke="#00000030" stroke-width="3"/>
    <rect x="110" y="380" width="16" height="30" fill="#4a3626"/><rect x="514" y="380" width="16" height="30" fill="#4a3626"/>
  </svg>`;

/** Photos of a shop's sofas, drawn; each another, as base64. */
export function sofas(count: number): Promise<string[]> {
  const walls = ['#e9d9c6', '#d7e0e4', '#eadfdf', '#dfe6d8', '#e4dcef', '#f1e6cf'];
  const cloths = ['#2f6f7e', '#a8543c', '#5b6b3f', '#35507f', '#7d4a6d', '#8a7a3a'];
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const drawing = SOFA(walls[index % walls.length] ?? '', cloths[index % cloths.length] ?? '');
      return (await sharp(Buffer.from(drawing)).jpeg({ quality: 82 }).toBuffer()).toString('base64');
    }),
  );
}
