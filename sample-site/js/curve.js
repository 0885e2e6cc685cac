/** Minutes since midnight of a time such as "08:45". */
function minutes(time) {
  const [hour, minute] = time.split(":").map(Number);
  return hour * 60 + minute;
}

/**
 * The turns of one day with their neighbours of the days before and after, so that the curve
 * runs on over midnight. At the ends of the table the nearest turn but one stands in.
 */
export function turnsAround(days, index) {
  const of = (day, offset) =>
    (days[day]?.tides ?? []).map(([time, height]) => ({ at: minutes(time) + offset, time, height }));
  const today = of(index, 0);
  const before = of(index - 1, -1440).at(-1) ?? { ...today[1], at: today[0].at - 373 };
  const after = of(index + 1, 1440)[0] ?? { ...today.at(-2), at: today.at(-1).at + 373 };
  return { today, all: [before, ...today, after] };
}

/** Between two turns the water follows half a cosine. */
export function heightAt(turns, minute) {
  const next = Math.max(1, turns.findIndex((turn) => turn.at >= minute));
  const [from, to] = [turns[next - 1], turns[next]];
  const share = (minute - from.at) / (to.at - from.at);
  return from.height + ((to.height - from.height) * (1 - Math.cos(Math.PI * share))) / 2;
}

/** An SVG path of the day in a box of 1440 by `tall`, where `top` metres touch its upper edge. */
export function curvePath(turns, tall, top) {
  const points = [];
  for (let minute = 0; minute <= 1440; minute += 15) {
    points.push(`${minute} ${(tall * (1 - heightAt(turns, minute) / top)).toFixed(1)}`);
  }
  return `M${points.join("L")}`;
}
