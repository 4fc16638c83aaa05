import { generate } from 'orval';

/** One file with a typed function for each operation of the document, and the types of its schemas. */
export async function generateTypeScript(document: string, file: string, baseUrl: string): Promise<void> {
  await generate({
    input: { target: document },
    output: { target: file, client: 'fetch', mode: 'single', baseUrl, clean: false },
  });
}
