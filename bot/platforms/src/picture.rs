//! Pictures of a KPI's last values, for platforms that draw no lines themselves.
//!
//! They hold no words: what they show is said beside them, in the reader's language. The ground is opaque, so that they
//! read the same where the reader's screen is light or dark; values and limit differ in colour and form.

use steward_core::card::{Block, Card};
use tiny_skia::{Color, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

/// Size in pixels: twice what a phone shows, three times as wide as high.
const WIDTH: u16 = 1_200;
const HEIGHT: u16 = 400;
/// Pixels around the lines.
const MARGIN: u16 = 40;
/// The top of the scale that values and limits come in.
const SCALE: u16 = 1_000;
/// Most values that get a dot each; more would run into each other.
const MOST_DOTS: usize = 62;
const LINE_PIXELS: f32 = 7.0;
const DOT_PIXELS: f32 = 9.0;
/// Lengths of a dash and of the gap behind it.
const DASH_PIXELS: [f32; 2] = [22.0, 16.0];

/// Blue and vermilion of Okabe and Ito's palette, which people with any kind of colour blindness tell apart
/// (<https://jfly.uni-koeln.de/color/>); against white both have the contrast of 3 : 1 that WCAG 2.2 asks of graphics.
const VALUES: [u8; 3] = [0, 114, 178];
const LIMIT: [u8; 3] = [213, 94, 0];
const GROUND: [u8; 3] = [255, 255, 255];

/// A picture, and what it shows in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// As a PNG file.
    pub(crate) png: Vec<u8>,
    /// For those who cannot see it.
    pub(crate) alt: String,
    /// What is drawn how.
    pub(crate) legend: String,
}

/// The pictures that a card is worth.
pub(crate) fn pictures(card: &Card) -> impl Iterator<Item = Picture> {
    card.blocks.iter().filter_map(|block| match block {
        Block::Spark { points, limit, alt, legend: Some(legend) } => {
            let png = drawn(points, *limit)?.encode_png().ok()?;
            Some(Picture { png, alt: format!("{alt}\n{legend}"), legend: legend.clone() })
        }
        _ => None,
    })
}

/// The values from left to right; nothing of less than two.
fn drawn(points: &[u16], limit: Option<u16>) -> Option<Pixmap> {
    let steps = u16::try_from(points.len().checked_sub(1)?).ok().filter(|steps| *steps > 0)?;
    let mut pixmap = Pixmap::new(u32::from(WIDTH), u32::from(HEIGHT))?;
    let [red, green, blue] = GROUND;
    pixmap.fill(Color::from_rgba8(red, green, blue, u8::MAX));
    if let Some(limit) = limit {
        let y = height_of(limit);
        let mut across = PathBuilder::new();
        across.move_to(f32::from(MARGIN), y);
        across.line_to(f32::from(WIDTH - MARGIN), y);
        let dash = StrokeDash::new(DASH_PIXELS.to_vec(), 0.0);
        line(&mut pixmap, &across.finish()?, LIMIT, dash);
    }
    let places: Vec<(f32, f32)> =
        (0..=steps).zip(points).map(|(step, point)| (place_of(step, steps), height_of(*point))).collect();
    let (mut along, mut dots) = (PathBuilder::new(), PathBuilder::new());
    for (index, (x, y)) in places.iter().enumerate() {
        if index == 0 {
            along.move_to(*x, *y);
        } else {
            along.line_to(*x, *y);
        }
        if points.len() <= MOST_DOTS || index + 1 == points.len() {
            dots.push_circle(*x, *y, DOT_PIXELS);
        }
    }
    line(&mut pixmap, &along.finish()?, VALUES, None);
    let winding = tiny_skia::FillRule::Winding;
    pixmap.fill_path(&dots.finish()?, &paint(VALUES), winding, Transform::identity(), None);
    Some(pixmap)
}

fn line(pixmap: &mut Pixmap, path: &Path, colour: [u8; 3], dash: Option<StrokeDash>) {
    let (line_cap, line_join) = (LineCap::Butt, LineJoin::Round);
    let stroke = Stroke { width: LINE_PIXELS, line_cap, line_join, dash, ..Stroke::default() };
    pixmap.stroke_path(path, &paint(colour), &stroke, Transform::identity(), None);
}

fn paint([red, green, blue]: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, u8::MAX);
    paint
}

/// How far from the left a step is, in pixels.
fn place_of(step: u16, steps: u16) -> f32 {
    f32::from(MARGIN) + f32::from(WIDTH - 2 * MARGIN) * f32::from(step) / f32::from(steps)
}

/// How far from the top a value is, in pixels.
fn height_of(value: u16) -> f32 {
    let share = f32::from(value.min(SCALE)) / f32::from(SCALE);
    f32::from(HEIGHT - MARGIN) - f32::from(HEIGHT - 2 * MARGIN) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spark(points: &[u16], limit: Option<u16>, legend: Option<&str>) -> Card {
        let (points, alt) = (points.to_vec(), "Last 3 values.".to_owned());
        let spark = Block::Spark { points, limit, alt, legend: legend.map(str::to_owned) };
        Card { blocks: vec![spark], ..Card::default() }
    }

    fn only(card: &Card) -> Option<Picture> {
        pictures(card).next()
    }

    fn colour(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
        let pixel = Pixmap::decode_png(&picture.png).unwrap().pixel(x, y).unwrap();
        [pixel.red(), pixel.green(), pixel.blue()]
    }

    #[test]
    fn values_are_where_they_belong_and_the_limit_is_dashed() {
        let picture = only(&spark(&[0, 1_000, 500], Some(750), Some("Dots and dashes."))).unwrap();
        for (x, y) in [(40, 360), (600, 40), (1_160, 200)] {
            assert_eq!(colour(&picture, x, y), VALUES, "{x} {y}");
        }
        let along: Vec<[u8; 3]> = (42..200).map(|x| colour(&picture, x, 120)).collect();
        assert!(along.contains(&LIMIT) && along.contains(&GROUND), "a dashed line has gaps");
        assert_eq!(picture.alt, "Last 3 values.\nDots and dashes.");
        let without = only(&spark(&[0, 1_000, 500], None, Some("Dots."))).unwrap();
        assert!((42..200).all(|x| colour(&without, x, 120) == GROUND));
    }

    #[test]
    fn a_small_line_and_a_single_value_get_no_picture() {
        assert_eq!(only(&spark(&[0, 500], None, None)), None);
        assert_eq!(only(&spark(&[500], None, Some("Dots."))), None);
        assert_eq!(only(&spark(&[], None, Some("Dots."))), None);
    }

    #[test]
    fn a_picture_of_many_values_is_small_enough_to_be_sent_at_once() {
        let points: Vec<u16> = (0..400).map(|day| day * 37 % 1_001).collect();
        let picture = only(&spark(&points, Some(900), Some("Dots."))).unwrap();
        assert!(picture.png.len() < 100 * 1024, "{}", picture.png.len());
    }

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    #[test]
    fn both_lines_stand_out_from_the_ground() {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |[red, green, blue]: [u8; 3]| {
            0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        };
        let contrast = |one, other| {
            let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
            if one > other { one / other } else { other / one }
        };
        for colour in [VALUES, LIMIT] {
            assert!(contrast(colour, GROUND) >= 3.0);
        }
    }
}
