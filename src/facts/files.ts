import type { EntityManager } from 'typeorm';

/** A file that came with a document. Its hash is its name. */
export interface NewFile {
  hash: string;
  content: Buffer;
  contentType: string;
  name: string | null;
}

/** Keeps a file, once for each content. */
export async function keepFile(tx: EntityManager, file: NewFile): Promise<void> {
  await tx.query(
    'INSERT INTO file (hash, content, content_type, name) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING',
    [file.hash, file.content, file.contentType, file.name],
  );
}
