from media.models.film import Film
from media.models.picture import Dye, Picture, Rendition, master_path
from media.models.recording import Recording

__all__ = ["Dye", "Film", "Picture", "Recording", "Rendition", "master_path"]
