// Files handed to the person: to other apps where the device is held in a hand, or else as a download.

const isHeld = () => matchMedia("(pointer: coarse)").matches;

/** Whether pictures go to other apps. */
export const shares = () => isHeld() && Boolean(navigator.canShare?.({ files: [new File([], "ikesu.png", { type: "image/png" })] }));

/** Hands over `blob` as a file called `name`. */
export async function hand(blob, name) {
  const files = [new File([blob], name, { type: blob.type })];
  if (isHeld() && navigator.canShare?.({ files })) {
    const reason = await navigator.share({ files }).then(() => undefined, (reason) => reason);
    // The person may change their mind. Anything else (the press is too long ago, a frame may not) leaves the download.
    if (!reason || reason.name === "AbortError") return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
