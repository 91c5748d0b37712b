/** Gives a file to whoever presses, under this name. */
export function saveBytes(content: Blob | Uint8Array<ArrayBuffer>, name: string): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type: 'application/octet-stream' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
