import qrcode from "qrcode-generator";

/** Cameras want so many blank modules around a code (ISO/IEC 18004). */
const margin = 4;

type Props = { text: string; label: string };

/** A text as a QR code: dark on light in any colour scheme, which is what cameras expect. */
export function QrCode({ text, label }: Props) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const modules = Array.from({ length: code.getModuleCount() }, (_, index) => index);
  const dark = modules.flatMap((y) => modules.filter((x) => code.isDark(y, x)).map((x) => `M${x} ${y}h1v1h-1z`));
  const size = modules.length + 2 * margin;
  return (
    <svg className="qr-code" role="img" aria-label={label} viewBox={`${-margin} ${-margin} ${size} ${size}`}>
      <rect x={-margin} y={-margin} width={size} height={size} fill="#fff" />
      <path d={dark.join("")} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
