// The camera: a stream for a `<video>`, the devices there are, and one frame as a file.

// How long a camera that has been opened may take to show something.
const FIRST_FRAME_MS = 5000;

/** A stream of the camera called `id`, or else of the one that looks away from the person. */
export async function open(id) {
  // Absent from a page that did not come by https.
  if (!navigator.mediaDevices) throw Object.assign(new Error("not a secure page"), { name: "InsecureError" });
  const video = id ? { deviceId: { exact: id } } : { facingMode: { ideal: "environment" } };
  return navigator.mediaDevices.getUserMedia({ video });
}

/** Turns a stream off. */
export function close(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** Calls back once the camera shows nothing any more, other than by `close`: unplugged, taken, or a call has come. */
export function onEnd(stream, run) {
  for (const track of stream.getTracks()) {
    for (const name of ["ended", "mute"]) track.addEventListener(name, run, { once: true });
  }
}

/** Whether the person has allowed the camera already; where the browser does not say, they have not. */
export async function isAllowed() {
  // Not every browser knows of permissions, or of this one.
  const answer = await navigator.permissions?.query({ name: "camera" }).catch(() => undefined);
  return answer?.state === "granted";
}

/** The key of the camera whose stream `video` shows. */
export function idOf(video) {
  return video.srcObject?.getVideoTracks()[0]?.getSettings().deviceId;
}

/** The cameras of this device, `[id, label]`; labels are empty until the person has allowed the camera once. */
export async function choices() {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => undefined)) ?? [];
  const cameras = devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId);
  return cameras.map(({ deviceId, label }) => [deviceId, label]);
}

/** The frame that `video` shows, or the first that comes, as a JPEG; null if none comes. */
export async function frameOf(video) {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    await new Promise((resolve) => {
      video.addEventListener("loadeddata", resolve, { once: true });
      setTimeout(resolve, FIRST_FRAME_MS);
    });
  }
  const { videoWidth: width, videoHeight: height } = video;
  // A track that has ended goes on showing black.
  const isLive = video.srcObject?.getVideoTracks().some((it) => it.readyState === "live" && !it.muted);
  if (!width || !height || !isLive) return null;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  // 0.92: the browsers' own default, at which a camera's noise outweighs what the format loses.
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}
