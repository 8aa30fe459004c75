/// A file that cmdlets write text to: opened with `-Force`, `-NoClobber`, `-Append`, in an encoding, buffered.
import Codecs
import Engine
import Glibc

func Codecs_decode(_ bytes: [UInt8]) -> String { TextCodec.decodeFile(bytes, nil) }

final class FileWriter {
  private var fd: Int32
  private var buffer: [UInt8] = []
  private let codec: TextCodec
  private let path: String

  init(_ path: String, append: Bool, force: Bool = false, noClobber: Bool = false, encoding: TextCodec, _ shell: Invocation) throws {
    self.path = path
    var codec = encoding
    let exists = Posix.info(path) != nil
    if noClobber, exists, !append {
      throw shell.terminating("NoClobber", .resourceExists, "The file '\(path)' already exists.", exception: "System.IO.IOException", target: .str(path))
    }
    if force, exists { _ = chmod(path, mode_t((Posix.info(path)?.mode ?? 0o644) & 0o777 | 0o200)) }
    fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0o666)
    if fd < 0 {
      let code = errno, path = LetterDrives.shown(path)
      let f = Posix.Failure(code: code, path: path)
      if code == ENOENT { throw shell.terminating(ErrorRecord(PSException("System.IO.DirectoryNotFoundException", "Could not find a part of the path '\(path)'."), id: "FileOpenFailure", .openError, target: .str(path))) }
      throw shell.terminating(f.record("FileOpenFailure", .openError, path))
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
  deinit { close() }

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
    if fd < 0 || buffer.isEmpty { return }
    try buffer.withUnsafeBytes { try Posix.write(fd, $0, path) }
    buffer.removeAll(keepingCapacity: true)
  }
  func close() {
    guard fd >= 0 else { return }
    try? flush()
    Glibc.close(fd)
    fd = -1
  }
}
