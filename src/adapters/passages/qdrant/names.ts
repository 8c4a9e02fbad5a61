import { createHash } from 'node:crypto';
import type { DocumentContent } from '../../../domain/document.ts';

/** Raise it when terms, pieces, their values or what stands beside them change, so that all is made anew. */
const layout = 1;

/** What decides whether points made in one process fit those of another. */
export function fingerprintOf(embedder: { fingerprint: string } | null): string {
  return hashOf([layout, embedder?.fingerprint ?? null]).slice(0, 12);
}

/** Vectors of two models never share a name, so that they are never compared. */
export function denseNameOf(embedder: { fingerprint: string }): string {
  return `dense-${hashOf(embedder.fingerprint).slice(0, 8)}`;
}

/** A collection behind the alias. The first one has a name that every process comes to by itself. */
export function collectionNameOf(alias: string, fingerprint: string, generation: string): string {
  return `${alias}__${fingerprint}__${generation}`;
}

export const firstGeneration = 'first';

/** Null when the collection is none of ours. */
export function readCollectionName(alias: string, name: string): { fingerprint: string } | null {
  if (!name.startsWith(`${alias}__`)) return null;
  const [, fingerprint] = /^([0-9a-f]{12})__[0-9a-z]+$/.exec(name.slice(alias.length + 2)) ?? [];
  return fingerprint === undefined ? null : { fingerprint };
}

/** The same content has the same version, wherever it was indexed. */
export function versionOf(content: DocumentContent): string {
  return hashOf([layout, content.document, content.passages]).slice(0, 32);
}

export function markerId(documentId: string): string {
  return toUuid(hashOf(['document', documentId]));
}

/** `piece` counts through the document. */
export function pieceId(documentId: string, version: string, piece: number): string {
  return toUuid(hashOf(['piece', documentId, version, piece]));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Version 8: bits of our own making. */
function toUuid(hash: string): string {
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
