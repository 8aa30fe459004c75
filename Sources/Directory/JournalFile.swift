import Glibc

/// A journal on disk: everything that happens to a store is appended, so that a later session goes on where this one ended.
///
///     header    "CsShellJournal1\n" · acknowledged length u64 · checksum u32 · 0 u32
///     records   see JournalCoding.swift
///
/// Each commit is one `write`: a process that is killed loses nothing it wrote. `acknowledge`, called before anything is
/// shown, also waits for the disk and then notes the length in the header. So a file that ends early tells what happened:
/// beyond the acknowledged length an unfinished record is a write that was cut off, and dropped; before it, it is damage.
public final class JournalFile: StoreObserver {
  public enum Problem: Error, Equatable {
    case cannotOpen(String)
    /// Another shell has it; its process, when that can be told.
    case inUse(process: Int?)
    case notAJournal
    /// At which byte, in which record (counted from 1), and what is wrong.
    case damaged(position: Int, record: Int, String)
  }

  public let path: String
  private let descriptor: Int32
  /// Where the records of the file begin, as found when it was opened.
  private var records: [Int] = []
  /// Length of the good part of the file.
  private var length = headerSize
  private var isDirty = false
  private var writer = RecordWriter()
  /// Set while what the file holds is played back.
  private var isReading = false
  /// Why the file could not be written to; from then on nothing is.
  public private(set) var failure: String?
  /// Bytes that were cut off the end as a write nobody was told of.
  public private(set) var droppedBytes = 0
  /// Where the damaged file was kept, and at which byte the damage began.
  public private(set) var recovered: (copy: String, position: Int)?

  private static let magic = Array("CsShellJournal1\n".utf8)
  private static let headerSize = 32

  /// Whether there is anything to go on from.
  public var isEmpty: Bool { records.isEmpty }
  public var recordCount: Int { records.count }

  // MARK: Opening

  /// Opens or makes the file, locks it against other shells and checks every record.
  ///
  /// - Parameter recover: a damaged file is copied to `<path>.damaged` and cut before the damage
  public init(path: String, recover: Bool = false) throws(Problem) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(String(cString: strerror(errno))) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .cannotOpen("it is not a regular file") }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { throw .inUse(process: JournalFile.holder(of: status)) }
    let size = Int(status.st_size)
    if size == 0 {
      let header = JournalFile.header(JournalFile.headerSize)
      guard pwrite(descriptor, header, header.count, 0) == header.count else { throw .cannotOpen(String(cString: strerror(errno))) }
      fsync(descriptor)
      lseek(descriptor, off_t(JournalFile.headerSize), SEEK_SET)
      return
    }
    try check(size: size, recover: recover)
    lseek(descriptor, off_t(length), SEEK_SET)
  }

  deinit { close(descriptor) }

  private static func header(_ length: Int) -> [UInt8] {
    var bytes = magic
    for i in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: length >> (i * 8))) }
    let sum = bytes.withUnsafeBufferPointer { Checksum.of(length: UInt32($0.count), $0) }
    for i in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: sum >> UInt32(i * 8))) }
    return bytes + [0, 0, 0, 0]
  }

  private func check(size: Int, recover: Bool) throws(Problem) {
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else { throw .cannotOpen(String(cString: strerror(errno))) }
    defer { munmap(memory, size) }
    let bytes = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: size)
    // A file somebody else made is not ours to repair.
    guard bytes.prefix(JournalFile.magic.count).elementsEqual(JournalFile.magic.prefix(size)) || recover && bytes.count > JournalFile.headerSize else { throw .notAJournal }
    var acknowledged = Int.max
    var problem: Problem?
    if size < JournalFile.headerSize {
      problem = .damaged(position: 0, record: 0, "the header is not complete")
    } else {
      acknowledged = (0..<8).reduce(0) { $0 | Int(bytes[16 + $1]) << ($1 * 8) }
      if !bytes.prefix(JournalFile.headerSize).elementsEqual(JournalFile.header(acknowledged)) {
        problem = .damaged(position: 0, record: 0, "the checksum of the header is wrong")
        acknowledged = Int.max
      }
    }
    var at = JournalFile.headerSize
    while at < size {
      func number(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) } }
      let body = at + 8 <= size ? number(at) : 0
      if at + 8 > size || at + 8 + body > size {
        // Cut off: by a kill in the middle of a write, when nobody was told that it is there.
        if at < acknowledged { problem = problem ?? .damaged(position: at, record: records.count + 1, "the record is not complete") } else { droppedBytes = size - at }
        break
      }
      let sum = Checksum.of(length: UInt32(truncatingIfNeeded: body), UnsafeBufferPointer(rebasing: bytes[(at + 8)..<(at + 8 + body)]))
      guard body > 0, number(at + 4) == Int(sum), JournalKind(rawValue: bytes[at + 8]) != nil else {
        problem = problem ?? .damaged(position: at, record: records.count + 1, "its checksum is wrong")
        break
      }
      records.append(at)
      at += 8 + body
    }
    if at >= size, acknowledged != Int.max, size < acknowledged {
      problem = problem ?? .damaged(position: size, record: records.count + 1, "\(acknowledged - size) bytes are missing at the end")
    }
    length = max(JournalFile.headerSize, min(at, size))
    if let problem {
      guard recover, case .damaged(let position, _, _) = problem else { throw problem }
      try keepCopy(bytes, from: position)
      droppedBytes = 0
      return
    }
    if droppedBytes > 0 { ftruncate(descriptor, off_t(length)) }
  }

  private func keepCopy(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int) throws(Problem) {
    // An earlier copy stays.
    var copy = path + ".damaged", number = 1, file = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    while file < 0, errno == EEXIST, number < 1000 {
      number += 1
      copy = path + ".damaged.\(number)"
      file = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    guard file >= 0 else { throw .cannotOpen("\(copy): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    var at = 0
    while at < bytes.count {
      let n = write(file, bytes.baseAddress?.advanced(by: at), bytes.count - at)
      guard n > 0 else { throw .cannotOpen("\(copy): \(String(cString: strerror(errno)))") }
      at += n
    }
    fsync(file)
    recovered = (copy, position)
    ftruncate(descriptor, off_t(length))
    let header = JournalFile.header(length)
    pwrite(descriptor, header, header.count, 0)
    fsync(descriptor)
  }

  /// The process that holds the lock, from the kernel's list.
  private static func holder(of status: stat) -> Int? {
    guard let file = fopen("/proc/locks", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    while fgets(&line, 512, file) != nil {
      let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split { $0 == " " || $0 == "\n" }
      if fields.count > 5, fields[1] == "FLOCK", fields[5].split(separator: ":").last.flatMap({ UInt64($0) }) == UInt64(status.st_ino) { return Int(fields[4]) }
    }
    return nil
  }

  // MARK: Reading

  /// Does again what the file holds, in an empty or any other store of the same tables.
  ///
  /// - Parameter build: fills a store from a recipe
  public func replay(into store: Store, build: (String, Store) throws(Fault) -> Void) throws(Fault) {
    if records.isEmpty { return }
    isReading = true
    defer { isReading = false }
    let size = length
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else { throw broken(0, String(cString: strerror(errno))) }
    defer { munmap(memory, size) }
    let bytes = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: size)
    let stamp = store.stamp
    defer { store.stamp = stamp }
    for (number, start) in records.enumerated() {
      let end = number + 1 < records.count ? records[number + 1] : length
      var reader = RecordReader(UnsafeBufferPointer(rebasing: bytes[(start + 8)..<end]))
      switch JournalKind(rawValue: reader.byte()) {
      case .snapshot: store.replay(snapshot: &reader)
      case .recipe: try build(reader.text(), store)
      case .commit:
        let time = reader.number(), user = reader.text(), title = reader.text()
        store.stamp = { (user, time) }
        store.replay(title, changes: &reader)
      case .loose: store.replay(loose: &reader)
      case .undo: _ = store.undo()
      case .redo: _ = store.redo()
      case .save: store.save(as: reader.text())
      case .restore:
        let time = reader.number(), user = reader.text()
        store.stamp = { (user, time) }
        _ = store.restore(reader.text())
      case .forget: store.forgetHistory()
      case nil: throw broken(start, "its kind is not known")
      }
      if reader.isBroken { throw broken(start, "its fields do not fit together") }
    }
  }

  private func broken(_ position: Int, _ what: String) -> Fault {
    Fault(.invalidData, key: "E-JOURNAL", id: "Journal", target: path, "The journal \"\(path)\" cannot be read at byte \(position): \(what).", terminating: true)
  }

  // MARK: Writing

  private func append() {
    guard !isReading, failure == nil else { return }
    writer.finish()
    var done = 0
    let count = writer.bytes.count
    writer.bytes.withUnsafeBytes { bytes in
      while done < count {
        let n = write(descriptor, bytes.baseAddress?.advanced(by: done), count - done)
        if n < 0, errno == EINTR { continue }
        guard n > 0 else { break }
        done += n
      }
    }
    if done < count {
      failure = String(cString: strerror(errno))
      // What is there must stay readable.
      ftruncate(descriptor, off_t(length))
      lseek(descriptor, off_t(length), SEEK_SET)
      return
    }
    records.append(length)
    length += count
    isDirty = true
  }

  /// Waits until everything so far is on the disk. Called before anybody is told that it happened.
  public func acknowledge() {
    guard isDirty else { return }
    isDirty = false
    if fdatasync(descriptor) != 0 { failure = failure ?? String(cString: strerror(errno)) }
    let header = JournalFile.header(length)
    pwrite(descriptor, header, header.count, 0)
  }

  public func committed(_ entry: JournalEntry, in store: Store) {
    if isReading { return }
    switch entry.body {
    case .changes(let range):
      writer.begin(.commit)
      writer.number(entry.time)
      writer.text(entry.user)
      writer.text(entry.title)
      writer.changes(range, of: store.content)
    case .switched(_, _, let name):
      writer.begin(.restore)
      writer.number(entry.time)
      writer.text(entry.user)
      writer.text(name)
    }
    append()
  }
  public func changed(in store: Store, from: Int, to: Int) {
    if isReading { return }
    writer.begin(.loose)
    writer.changes(from..<to, of: store.content)
    append()
  }
  public func undid(_ entry: JournalEntry, in store: Store) { simple(.undo) }
  public func redid(_ entry: JournalEntry, in store: Store) { simple(.redo) }
  public func saved(_ name: String, in store: Store) { simple(.save, name) }
  public func forgot(_ store: Store) { simple(.forget) }
  public func replaced(_ store: Store) {
    if isReading { return }
    if let recipe = store.recipe { return simple(.recipe, recipe) }
    writer.begin(.snapshot)
    writer.snapshot(store.content)
    append()
  }
  private func simple(_ kind: JournalKind, _ text: String? = nil) {
    if isReading { return }
    writer.begin(kind)
    if let text { writer.text(text) }
    append()
  }
}
