/// `-ReadCount`: what an item holds one by one, in groups, or all at once, each with the notes that say where it is from.
import Engine

struct LineBatch {
  private let size: Int
  private var kept: [Value] = []
  private var notes: ContentNotes
  init(_ n: Int64, from place: ItemPath) { size = n <= 0 ? .max : Int(clamping: n); notes = ContentNotes(place) }
  mutating func add(_ v: Value, _ shell: Invocation) throws {
    if size == 1 { return try shell.write(notes.attached(to: v, counting: 1)) }
    try shell.poll()
    kept.append(v)
    if kept.count == size { try finish(shell) }
  }
  mutating func finish(_ shell: Invocation) throws {
    if kept.isEmpty { return }
    let out = kept
    kept = []
    try shell.write(notes.attached(to: .arr(out), counting: out.count))
  }
}

/// The properties Get-Content gives what it reads: `PSPath` … and `ReadCount`, how many were read so far.
struct ContentNotes {
  private let alike: [Value]
  private let shape: Shape
  /// Without the parent and the name, which the first object from a flat drive does not have.
  private let first: (shape: Shape, alike: [Value])?
  private var read = 0

  init(_ place: ItemPath) {
    let drive: [Value] = place.drive.map { [.other($0)] } ?? [], names = place.drive == nil ? ["PSProvider", "ReadCount"] : ["PSDrive", "PSProvider", "ReadCount"]
    let isFlat = !place.provider.isHierarchical
    let path = Value.str(place.display), ends = drive + [.other(place.provider)]
    alike = [path, isFlat ? .null : .str(place.parent.display), isFlat ? .null : .str(place.leaf)] + ends
    shape = Shape.of(["PSPath", "PSParentPath", "PSChildName"] + names)
    first = isFlat ? (Shape.of(["PSPath"] + names), [path] + ends) : nil
  }
  mutating func attached(to v: Value, counting n: Int) -> Value {
    let (shape, alike) = read == 0 ? first ?? (shape, alike) : (shape, alike)
    read += n
    guard case .object(let o) = v else { return .object(PSObject(wrapping: v, shape, alike: alike, own: .long(Int64(read)))) }
    for (name, x) in zip(shape.names, alike + [.long(Int64(read))]) { o.set(name, x) }
    return v
  }
}
