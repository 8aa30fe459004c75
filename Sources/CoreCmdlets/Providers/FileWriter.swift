/// A file that cmdlets write text to: opened with `-Force`, `-NoClobber`, `-Append`, in an encoding, buffered.
import Codecs
import Engine
import Glibc

final class FileWriter {
  private let file: OutputFile
  private var buffer: [UInt8] = []
  private let codec: TextCodec
  /// What a file that may not be written goes back to.
  private var restoreMode: (path: String, mode: mode_t)?

  /// - Parameter inPlace: readers follow the file while it is written
  init(_ path: String, append: Bool, force: Bool = false, noClobber: Bool = false, inPlace: Bool = false, encoding: TextCodec, _ shell: Invocation) throws {
    var codec = encoding
    let exists = Posix.info(path) != nil
    if noClobber, exists, !append {
      if Posix.isDirectory(path), !path.hasSuffix("/") {
        throw shell.terminating(ErrorRecord(PSException("System.IO.IOException", "The file '\(path)' already exists."), id: "FileOpenFailure", .openError))
      }
      throw shell.terminating("NoClobber", .resourceExists, "The file '\(path)' already exists.", exception: "System.IO.IOException", target: .str(path))
    }
    if force, let mode = Posix.info(path)?.mode, mode & 0o200 == 0 {
      restoreMode = (path, mode & 0o7777)
      chmod(path, mode & 0o7777 | 0o200)
    }
    do { file = try OutputFile(path, append: append, inPlace: inPlace) } catch let failed as Posix.Failure {
      if let (path, mode) = restoreMode { chmod(path, mode) }
      let path = LetterDrives.shown(path)
      let f = Posix.Failure(code: failed.code, path: path)
      if f.code == ENOENT {
        throw shell.terminating(
          ErrorRecord(
            PSException("System.IO.DirectoryNotFoundException", "Could not find a part of the path '\(path)'."), id: "FileOpenFailure", .openError))
      }
      throw shell.terminating(f.record("FileOpenFailure", .openError))
    }
    if append, exists, let size = Posix.info(path)?.size, size > 0 {
      // the file's own encoding wins, and its mark is there already
      if let start = try? Posix.readFile(path).prefix(4) { codec = Array(start).withUnsafeBufferPointer { TextCodec.detect($0)?.0 } ?? codec }
      self.codec = codec == .utf8BOM ? .utf8 : codec
    } else {
      self.codec = codec
      buffer = codec.preamble
    }
  }
  deinit { try? close() }

  func writeLine(_ s: String) throws { try write(s); try write("\n") }
  func write(_ s: String) throws {
    if codec == .utf8 || codec == .utf8BOM { buffer.append(contentsOf: s.utf8) } else { buffer.append(contentsOf: codec.encode(s)) }
    if buffer.count > 1 << 16 { try flush() }
  }
  func write(utf8 bytes: [UInt8]) throws {
    if codec == .utf8 || codec == .utf8BOM { buffer.append(contentsOf: bytes) } else { buffer.append(contentsOf: codec.encode(String(decoding: bytes, as: UTF8.self))) }
    if buffer.count > 1 << 16 { try flush() }
  }
  func write(raw bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count > 1 << 16 { try flush() }
  }
  func flush() throws {
    if buffer.isEmpty { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    try file.write(buffer)
  }
  /// Takes a text without a look at the file: whoever gathers calls `flushWhatFits`.
  func gather(_ s: String) { buffer.append(contentsOf: codec == .utf8 || codec == .utf8BOM ? Array(s.utf8) : codec.encode(s)) }
  /// Writes what was gathered as far as there is room for it; the rest waits for the next time.
  func flushWhatFits() { buffer.removeFirst(file.writeWhatFits(buffer)) }
  func close() throws {
    defer { if let (path, mode) = restoreMode { chmod(path, mode); restoreMode = nil } }
    try flush()
    try file.close()
  }
}
