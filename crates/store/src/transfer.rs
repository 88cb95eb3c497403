//! Numbers in from JavaScript and out to it: the only copies that a fit makes.

use crate::error::{Error, Result};
use crate::memory::{entries, room_for};
use crate::slab::{self, Stored};

pub fn upload64(rows: u32, cols: u32, data: &[f64]) -> Result<u32> {
    upload(rows, cols, data)
}

pub fn upload32(rows: u32, cols: u32, data: &[f32]) -> Result<u32> {
    upload(rows, cols, data)
}

pub fn download64(id: u32) -> Result<Vec<f64>> {
    download(id)
}

pub fn download32(id: u32) -> Result<Vec<f32>> {
    download(id)
}

fn upload<T: Stored>(rows: u32, cols: u32, data: &[T]) -> Result<u32> {
    let entries = entries(rows, cols)?;
    if data.len() != entries {
        return Err(Error::shape(format!(
            "a {rows} x {cols} matrix takes {entries} numbers, received {}",
            data.len()
        )));
    }
    let mut numbers = room_for(entries)?;
    numbers.extend_from_slice(data);
    slab::insert(rows as usize, cols as usize, numbers)
}

fn download<T: Stored>(id: u32) -> Result<Vec<T>> {
    let matrix = slab::find(id)?;
    let numbers = matrix.read::<T>()?;
    let mut copy = room_for(numbers.len())?;
    copy.extend_from_slice(&numbers);
    Ok(copy)
}
