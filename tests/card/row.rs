//! A line of the card.

use serde_json::Value;

/// What was measured, what was asked for, what came out.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) row: String,
    pub(crate) goal: Option<f32>,
    pub(crate) value: f32,
    /// Whether the value should be under the goal.
    pub(crate) is_under: bool,
    pub(crate) met: Option<bool>,
}

impl Row {
    /// A figure that should reach its goal.
    pub(crate) fn over(row: String, goal: f32, value: f32) -> Self {
        Self { met: Some(value >= goal), row, goal: Some(goal), value, is_under: false }
    }

    /// A figure that should not pass its goal.
    pub(crate) fn under(row: String, goal: f32, value: f32) -> Self {
        Self { met: Some(value <= goal), row, goal: Some(goal), value, is_under: true }
    }

    /// A figure that is only told.
    pub(crate) fn told(row: String, value: f32) -> Self {
        Self { row, goal: None, value, is_under: false, met: None }
    }

    /// Whether the value is as good as `bar`, but for what another processor's rounding may do to a few of the pictures;
    /// where the goal was never met, a part of the pictures may be 0.08 worse.
    pub(crate) fn reaches(&self, bar: f32, was_met: bool) -> bool {
        let slack = if was_met { 0.01 } else { 0.08 };
        if self.is_under { self.value <= bar + slack } else { self.value >= bar - slack }
    }

    /// As `metrics.json` has it: without a goal it has none to meet.
    pub(crate) fn json(&self) -> String {
        let round = |it: f32| Value::from((f64::from(it) * 10_000.0).round() / 10_000.0);
        let (row, value) = (Value::from(self.row.as_str()), round(self.value));
        match self.goal.map(round).zip(self.met) {
            Some((goal, met)) => format!(r#"{{"row": {row}, "goal": {goal}, "value": {value}, "met": {met}}}"#),
            None => format!(r#"{{"row": {row}, "value": {value}}}"#),
        }
    }
}

/// The row as the card has it.
pub(crate) fn recorded(row: &str) -> Row {
    let rows: Vec<Value> = serde_json::from_str(include_str!("../../models/demo/metrics.json")).unwrap();
    let found = rows.iter().find(|it| it["row"] == row);
    let found = found.unwrap_or_else(|| panic!("metrics.json has no row `{row}`: run cargo xtask card"));
    let value = found["value"].as_f64().unwrap() as f32;
    Row { row: row.to_owned(), goal: None, value, is_under: false, met: found["met"].as_bool() }
}
