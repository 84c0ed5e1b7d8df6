//! How well a colour can be read on another, as WCAG 2 counts it.

/// A colour as shares of red, green and blue, gamma as on the screen, and how much it covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour {
    rgb: [f64; 3],
    cover: f64,
}

/// Names that are often given; CSS has more, which are asked for as numbers.
const NAMED: [(&str, u32); 40] = [
    ("black", 0),
    ("white", 0xff_ffff),
    ("red", 0xff_0000),
    ("green", 0x00_8000),
    ("blue", 0x00_00ff),
    ("yellow", 0xff_ff00),
    ("orange", 0xff_a500),
    ("purple", 0x80_0080),
    ("gray", 0x80_8080),
    ("grey", 0x80_8080),
    ("silver", 0xc0_c0c0),
    ("maroon", 0x80_0000),
    ("olive", 0x80_8000),
    ("lime", 0x00_ff00),
    ("teal", 0x00_8080),
    ("aqua", 0x00_ffff),
    ("cyan", 0x00_ffff),
    ("navy", 0x00_0080),
    ("fuchsia", 0xff_00ff),
    ("magenta", 0xff_00ff),
    ("brown", 0xa5_2a2a),
    ("crimson", 0xdc_143c),
    ("darkred", 0x8b_0000),
    ("firebrick", 0xb2_2222),
    ("tomato", 0xff_6347),
    ("salmon", 0xfa_8072),
    ("coral", 0xff_7f50),
    ("gold", 0xff_d700),
    ("ivory", 0xff_fff0),
    ("beige", 0xf5_f5dc),
    ("darkgreen", 0x00_6400),
    ("forestgreen", 0x22_8b22),
    ("seagreen", 0x2e_8b57),
    ("darkblue", 0x00_008b),
    ("royalblue", 0x41_69e1),
    ("steelblue", 0x46_82b4),
    ("skyblue", 0x87_ceeb),
    ("indigo", 0x4b_0082),
    ("pink", 0xff_c0cb),
    ("saddlebrown", 0x8b_4513),
];

impl Colour {
    fn of_number(number: u32) -> Self {
        let part = |shift: u32| f64::from(number >> shift & 0xff) / 255.0;
        Self { rgb: [part(16), part(8), part(0)], cover: 1.0 }
    }

    /// Reads `#rgb`, `#rrggbb` and both with a share of cover, names, `rgb()`, `hsl()` and `oklch()`.
    pub(super) fn parse(value: &str) -> Option<Self> {
        if let Some(digits) = value.strip_prefix('#') {
            let wide: String = match digits.len() {
                3 | 4 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
                _ => digits.to_owned(),
            };
            let number = u32::from_str_radix(&wide, 16).ok()?;
            return match wide.len() {
                6 => Some(Self::of_number(number)),
                8 => Some(Self { cover: f64::from(number & 0xff) / 255.0, ..Self::of_number(number >> 8) }),
                _ => None,
            };
        }
        let Some((function, rest)) = value.split_once('(') else {
            let name = value.to_ascii_lowercase();
            return NAMED.iter().find(|(known, _)| *known == name).map(|(_, number)| Self::of_number(*number));
        };
        let parts: Vec<&str> =
            rest.trim_end_matches(')').split([' ', ',', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
        // A number, or a share of what 100% stands for.
        let number = |at: usize, whole: f64| {
            let part = parts.get(at)?;
            match part.strip_suffix('%') {
                Some(share) => Some(share.parse::<f64>().ok()? / 100.0 * whole),
                None => part.parse::<f64>().ok(),
            }
        };
        let cover = if parts.len() > 3 { number(3, 1.0)? } else { 1.0 };
        let rgb = match function {
            "rgb" | "rgba" => [number(0, 255.0)? / 255.0, number(1, 255.0)? / 255.0, number(2, 255.0)? / 255.0],
            "hsl" | "hsla" => of_hsl(number(0, 360.0)?, number(1, 100.0)? / 100.0, number(2, 100.0)? / 100.0),
            "oklch" => {
                let (light, chroma, hue) = (number(0, 1.0)?, number(1, 0.4)?, number(2, 360.0)?.to_radians());
                of_oklab(light, chroma * hue.cos(), chroma * hue.sin())
            }
            "oklab" => of_oklab(number(0, 1.0)?, number(1, 0.4)?, number(2, 0.4)?),
            _ => return None,
        };
        Some(Self { rgb: rgb.map(|part| part.clamp(0.0, 1.0)), cover: cover.clamp(0.0, 1.0) })
    }

    /// As it looks on another.
    pub(super) fn on(self, ground: Self) -> Self {
        let mix = |at: usize| {
            let (own, under) = (self.rgb.get(at), ground.rgb.get(at));
            own.zip(under).map_or(0.0, |(own, under)| own * self.cover + under * (1.0 - self.cover))
        };
        Self { rgb: [mix(0), mix(1), mix(2)], cover: 1.0 }
    }

    fn luminance(self) -> f64 {
        let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
        let [r, g, b] = self.rgb.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast of two colours, from 1 to 21.
    pub(super) fn contrast(self, ground: Self) -> f64 {
        let (a, b) = (self.on(ground).luminance(), ground.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour nearest to it that has this contrast: mixed with black, or with white on a dark ground.
    pub(super) fn fitted(self, ground: Self, least: f64) -> Self {
        let end = if ground.luminance() > 0.18 { 0.0 } else { 1.0 };
        let own = self.on(ground);
        (0..=50)
            .map(|step| f64::from(step) / 50.0)
            .map(|share| Self { rgb: own.rgb.map(|part| part + (end - part) * share), cover: 1.0 })
            .find(|colour| colour.contrast(ground) >= least)
            .unwrap_or(Self { rgb: [end; 3], cover: 1.0 })
    }

    /// As `#rrggbb`.
    pub(super) fn hex(self) -> String {
        let [r, g, b] = self.rgb.map(|part| (part * 255.0).round() as u8);
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

fn of_hsl(hue: f64, saturation: f64, light: f64) -> [f64; 3] {
    let chroma = saturation * light.min(1.0 - light);
    [0.0, 8.0, 4.0].map(|n| {
        let k = (n + hue / 30.0).rem_euclid(12.0);
        light - chroma * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

/// Oklab as Björn Ottosson defines it (2020), to the gamma of the screen.
fn of_oklab(light: f64, a: f64, b: f64) -> [f64; 3] {
    let l = (light + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (light - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (light - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let linear = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ];
    linear.map(|part| {
        let part = part.clamp(0.0, 1.0);
        if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(value: &str) -> Colour {
        Colour::parse(value).unwrap()
    }

    #[test]
    fn contrasts_are_those_of_the_guidelines() {
        let (black, white) = (colour("#000"), colour("#ffffff"));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9 && (white.contrast(white) - 1.0).abs() < 1e-9);
        // The grey that is named as the lightest with 4.5 to 1 on white.
        assert!(colour("#767676").contrast(white) >= 4.5 && colour("#777").contrast(white) < 4.5);
        // What covers half is half as dark.
        assert_eq!(colour("rgb(0 0 0 / 50%)").on(white).hex(), "#808080");
    }

    #[test]
    fn colours_are_read_as_browsers_read_them() {
        for (value, hex) in [
            ("#8a1c1c", "#8a1c1c"),
            ("#f00", "#ff0000"),
            ("rgb(138 28 28)", "#8a1c1c"),
            ("rgba(138, 28, 28, 1)", "#8a1c1c"),
            ("hsl(0 100% 50%)", "#ff0000"),
            ("hsl(120, 100%, 25%)", "#008000"),
            ("oklch(0.6279 0.2577 29.23)", "#ff0000"),
            ("oklch(100% 0 0)", "#ffffff"),
            ("navy", "#000080"),
        ] {
            assert_eq!(colour(value).hex(), hex, "{value}");
        }
        assert!(Colour::parse("lab(50 0 0)").is_none() && Colour::parse("#12").is_none());
    }

    #[test]
    fn a_colour_too_faint_gets_the_nearest_that_is_not() {
        for (value, ground) in [("#ffcc00", "#fbfaf6"), ("#8a1c1c", "#171613"), ("#888", "#888")] {
            let (value, ground) = (colour(value), colour(ground));
            let fitted = value.fitted(ground, 4.5);
            assert!(fitted.contrast(ground) >= 4.5, "{}", fitted.hex());
        }
        assert_eq!(colour("#8a1c1c").fitted(colour("#fbfaf6"), 4.5).hex(), "#8a1c1c");
    }
}
